"""What search has to know of the words of this subject; the kernel reads it here (the setting SEARCH_WORDS)."""

# Words that readers use for what the pages call otherwise; each line is one group, in one language.
SYNONYMS = {
    "nl": """
        terreur terrorisme terrorist terroristisch
        extremist extremisme
        jihadist jihadisme
        geld gelden financiering
        toezicht toezichthouder controle
        rapport verslag
        opleiding training
        ministerie departement
        justitie om
        agent politie
        geheim spion spionage inlichtingen
        kind kinderen minderjarige jongere jeugd
        aanslag geweld
    """,
    "en": """
        terror terrorism terrorist
        extremist extremism
        jihadi jihadist jihadism
        money fund funding
        oversee oversight supervise supervisor supervision
        report review
        training education
        ministry department
        prosecutor prosecution
        officer police
        secret spy intelligence
        child children minor youth
        attack violence
    """,
}

# Words of the pages, and what readers say for them: one word or several. They are for search only, and claim nothing: a
# name that the documents do not use stands here, and never on a page. A line that is indented further goes on.
MEANT = {
    "nl": """
        marechaussee = militaire politie, grensbewaking
        mivd = geheime dienst leger, geheime dienst van het leger, militaire geheime dienst
        inlichtingendiensten = geheime diensten
        inlichtingendienst = geheime dienst, spionage, spionnen, spion
        commissie van toezicht = houdt toezicht op, wie controleert de geheime dienst, wie controleert de
            geheime diensten, wie controleert de aivd, wie houdt toezicht op de aivd, controleert de geheime
            dienst, controleert de aivd, toezicht op de aivd, toezicht op aivd, toezichthouder aivd,
            toezichthouder, waakhond
        aivd = bvd
        belastingdienst = fiscus, belastingen
        ind = vreemdelingendienst, vreemdelingenpolitie, naturalisatie
        migratieketen = asielzoekers, asielzoeker, vluchtelingen, asiel
        kinderbescherming = jeugdzorg
        openbaar ministerie = aanklager, aanklagers
        inspectie szw = arbeidsinspectie
        nationale politie = wijkagent, politiekorps
        defensie = leger, militairen
        bestuurders politici bedrijven = de politiek, bedrijfsleven
        gemeenten = gemeenteraad
        kabinet = regering
        caribisch = antillen, bonaire, saba, sint eustatius, bes eilanden
        europese unie = brussel
        counter terrorism group = zwitserland, noorwegen
        rijksopleidingsinstituut = ror
        landelijk steunpunt extremisme = lse
        professionals = leraar, docent, leraren, docenten, school
        zorgpartners = huisarts, ggz
        sociaal domein = jeugdwerk, jongerenwerk, welzijnswerk, maatschappelijk werk
        eerstelijnsprofessional = eerstelijns professional
        eerstelijnsprofessionals = eerstelijns professionals
        internetsector = techbedrijven, sociale media bedrijven
        onderzoek wetenschap = wetenschappers, universiteit
        toezicht = wie controleert, controleert
        steunpunt hulp = hulp bij radicalisering
        leiding = wie is de baas, wie bepaalt, wie beslist
        versterkingsgelden = wie betaalt, betaalt, betalen, subsidie, subsidies, financiering gemeenten, geld
            van het rijk, geld voor gemeenten
        nationale samenwerking = wie werkt met wie
        zorgen melden = verdachte situatie, verdacht persoon, verdachte, verdachts, iets verdachts, iets
            verdachts gezien, melding doen, aangeven, aangifte, tippen, tip geven, tiplijn, kliklijn, meld
            misdaad anoniem, anoniem melden, meldpunt, meldpunt terrorisme, alarmnummer, telefoonnummer,
            hulplijn, waar kan ik radicalisering melden, radicalisering melden, terrorisme melden, ik maak me
            zorgen
        rekrutering = ronselen, ronselaar, ronselaars, werven, werving
        jihadganger = syriegangers, syriëgangers, syriëganger, syrieganger, irakgangers
        minderjarigen jihadgang = kinderen naar syrie, kinderen naar syrië, kinderen die naar syrië gaan,
            kinderen die naar syrie gaan
        re-integratie = terugkeerders, terugkeerder, resocialisatie
        radicalisering re-integratie = deradicalisering
        eu-terrorismelijst = terreurlijst, sanctielijst, zwarte lijst, zwarte lijst terroristen
        tegoeden bevriezen = bankrekening bevriezen, geld bevriezen
        terrorismefinanciering = witwassen, witwassen terrorisme, financiering van terrorisme
        sigint = afluisteren, aftappen, tappen
        cyber = hacken
        contraproliferatie = kernwapens, atoomwapens, chemische wapens, massavernietigingswapens
        wiv = sleepwet, inlichtingenwet, wet op de inlichtingendiensten, wet inlichtingendiensten, tapwet
        isis = islamitische staat, daesh, kalifaat
        dreigingsniveau = kans op een aanslag, hoe groot is de kans op een aanslag, aanslag kans,
            aanslagniveau, dreiging nu
        crisisplan = noodplan, noodplan aanslag, draaiboek, draaiboek terreur, rampenplan
        online aanpak jongeren = jongeren op internet
        online radicalisering = internet radicalisering
        training professionals = cursus radicalisering
        training = cursus
        colofon = wie heeft deze site gemaakt, wie maakt deze site
        extremisme = haatzaaien, complotdenkers, rechtsextremisme
        jihadisme = moslimextremisme, salafisme
    """,
    "en": """
        marechaussee = military police, border police, border guard, gendarmerie
        mivd = army intelligence, military secret service
        intelligence services = secret services, spies
        intelligence service = secret service, spy agency, spying
        aivd = dutch cia, cia, mi5, fbi
        tax administration = tax office, tax authorities, tax authority, taxman, irs
        ind = visa
        migration chain = asylum seekers, asylum, refugees, refugee
        public prosecution = district attorney, prosecutors office, crown prosecution
        ministry foreign affairs = foreign office, state department, foreign ministry
        defence = defense, army
        ministry defence = defense ministry
        ministry of security and justice = home office, justice ministry, ministry of justice
        social domain = social services, youth workers, social workers
        child care protection = child services
        municipalities = city council, town hall
        municipalities local authorities = local government
        national police = cops, cop
        administrators politicians companies = businesses
        internet sector = tech companies, big tech, social media companies
        professionals = schools, school, teachers, teacher
        training professionals = teacher training
        front-line = frontline
        front-line professionals = frontline workers
        care partners = doctors, health care, healthcare
        research science = university
        european union = brussels
        caribbean = antilles, bonaire
        foreign intelligence security services = five eyes
        review committee = who watches the spies, who watches the aivd, who oversees the aivd, who oversees,
            who controls, oversight of intelligence services, oversight, watchdog
        leads = who is in charge, who is responsible, who decides, the boss
        reinforcement funds = who pays, grants, grant, subsidies, subsidy, money for municipalities
        report concern = report suspicious activity, suspicious activity, suspicious behaviour, suspicious,
            where to report radicalisation, where to report, report radicalisation, report terrorism, report
            someone, tip off, tip line, hotline, helpline, phone number, emergency number, worried about
        recruitment = recruiting, recruiters, recruiter, grooming, grooming by extremists
        minors jihadist travel = kids going to syria, children going to syria
        jihadist traveller = syria, syria travellers
        reintegration = returnees, returnee, returning fighters
        foreign terrorist fighter = foreign fighters
        radicalisation reintegration = deradicalisation, deradicalization
        radicalisation = radicalization
        prevent radicalisation local approach = prevent programme, prevent program
        eu terrorist list = sanctions list, blacklist, watchlist, terror list
        freezing assets = freeze bank accounts, freeze money
        financing of terrorism = money laundering, terror financing, terrorist financing, terrorism funding
        sigint = wiretapping, wiretap, eavesdropping, signals intelligence
        cyber = hacking
        counter-proliferation = nuclear weapons, chemical weapons, weapons of mass destruction
        wiv = surveillance law, intelligence law, surveillance act
        isis = islamic state, daesh, isil, caliphate
        threat level = how likely is an attack, chance of an attack, risk of attack
        crisis plan = emergency plan, contingency plan, disaster plan
        counter-narrative = counter speech, counterspeech
        colophon = who made this website, who runs this site
        training = course
        support centre help = help with radicalisation
    """,
}

# The ends of Dutch words that stand only behind the last of several: "inlichtingen- en veiligheidsdienst".
ENDINGS = ("diensten", "dienst", "centrum", "centra", "zaken", "plannen", "plan", "keten")
