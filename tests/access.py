"""Who comes in where: the one table of it, by the names of addresses. tests/test_access.py holds each address to it.

A role is a letter: E an editor, P a publisher, A an administrator; * is whoever is staff, whatever else they may do. A
superuser comes in everywhere. Whoever is not staff, signed in or not, is asked to sign in.
"""

from cooperation.kinds import KINDS, listed

ROLES = {"visitor": "", "member": "", "staff": "*", "editor": "*E", "publisher": "*P", "administrator": "*A"}
STATES = ("draft", "submitted", "live", "planned", "withdrawn", "redacted")


def views(see="", *, add="", change="", delete="", **more):
    """The views that every model has in the admin: each with who may look (GET) and who may act (POST)."""
    return {
        "changelist": (see, see),
        "add": (add, add),
        "history": (see, see),
        "change": (see, change),
        "delete": (delete, delete),
        **{name: who if isinstance(who, tuple) else (who, who) for name, who in more.items()},
    }


PAGE = {
    **views(
        "EP",
        add="E",
        change="E",
        delete="E",
        withdraw="P",
        submit="E",
        saved="EP",
        deleted="E",
        autosave="E",
        autosave_new="E",
        uses="EP",
        copy="E",
        bulk_submit="E",
        bulk_publish="",  # no group writes and publishes
        bulk_withdraw="P",
        bulk_check_date="E",
    ),
    "bring_back": ("EP", "E"),
    "translation": ("EP", "E"),
}
BODY = {**PAGE, "bulk_theme": ("E", "E")}
MODELS = {
    **{name: BODY if kind.is_body else PAGE for name, kind in KINDS.items()},
    "source": {
        **PAGE,
        "text": ("EP", "E"),
        "text_add": ("E", "E"),
        "text_mark": ("E", "E"),
        "text_claim": ("EP", "E"),
        "text_changes": ("EP", "E"),
        "text_delete": ("E", "E"),
    },
    # whoever sees one kind may search them all; its forms are those of their kinds
    "page": views("EP", change="EP", delete="EP", bulk_approve="P"),
    "passage": views("EP", add="E", change="E", delete="E", uses="EP"),
    "relation": views("EP"),
    "image": views("EP", add="E", change="EP", delete="E", uses="EP"),
    # whoever submitted it may take it back, and nothing else
    "edition": views("EPA", review=("EPA", "P")),
    "policy": views("A", change="A"),
    "redaction": views("EPA", add="E"),
    "confirmation": {"changelist": ("EP", "EP"), "check": ("EP", "E"), "newer": ("EP", "EP")},
    "user": views("A", add="A", change="A", link="A", recovery="A", end_sessions="A"),
    "signinattempt": views("A"),
    "group": views("A"),
    "letter": views("A"),
    "translation": {"changelist": ("EP", "EP")},
    # whoever may not read all of it reads their own
    "refusal": {"changelist": ("*", "*"), "file": ("A", "A")},
}
# What can be done with rows of a list.
ON_MANY = {"submit": "E", "publish": "", "withdraw": "P", "check_date": "E", "take_texts": "E"}
ACTIONS = {
    **{name: {**ON_MANY, **({"theme": "E"} if kind.is_body else {})} for name, kind in KINDS.items()},
    "page": {"approve": "P", "take_texts": "E"},
    "image": {"delete_selected": "E"},
    "edition": {"cancel": "P"},
    "redaction": {"confirm": "A"},
    "group": {"delete_selected": ""},
}
# Addresses of the admin that belong to no model.
ADMIN = {
    "index": "*",
    "inbox": "*",  # each sees what they may
    "app_list": "EP",
    "password_change": "*",
    "password_change_done": "*",
    "jsi18n": "*",
    "autocomplete": "EP",
    "guide": "*",
    "guide_topic": "*",
    "checks": "EP",
    "compare": "EP",
    "reader_links": "E",
    "notes": "EP",
    "linkable": "E",
    "sheets": "E",
    "empty_sheet": "E",
    "sheet_of_source": "E",
    "sheet": "",  # somebody else's
    "kept_form": "",  # somebody else's
    "view_on_site": "",  # no model has an address of this kind
}
# Doors: open to everybody.
DOORS = {"login", "logout"}
# Signing in, and one's own account: whoever is signed in has one (M), staff or not; the doors are everybody's (-). To
# some one goes only by a button.
ACCOUNT = {
    "account_login": "-M",
    "mfa_login_webauthn": "M",  # without a challenge there is nothing to answer
    "mfa_authenticate": "M",
    "account_logout": "by a button",
    "mfa_index": "M",
    "account_welcome": "-M",  # by a link that works once
    "account_letters": "M",
    "account_set_up": "M",
    "mfa_add_webauthn": "M",
    "mfa_remove_webauthn": "M",
    "mfa_list_webauthn": "M",
    "mfa_activate_totp": "M",
    "mfa_deactivate_totp": "M",
    "mfa_view_recovery_codes": "M",
    "mfa_generate_recovery_codes": "M",
    "account_session_end": "by a button",
    "account_reauthenticate": "M",
    "mfa_reauthenticate": "M",
    "mfa_reauthenticate_webauthn": "M",
}

# Public addresses. What is said of a page follows its state, whoever asks: nothing before it is public, and where it is
# withdrawn the way on, or why it is gone. All else is there for everybody.
ABSENT = {"draft": 404, "submitted": 404, "planned": 404}
LIVE = {**ABSENT, "live": 200, "withdrawn": 410, "redacted": 200}
RECORDED = {**LIVE, "withdrawn": 200}
PUBLIC = {
    "page_detail": LIVE,
    "page_data": LIVE,
    "page_linked_data": LIVE,
    "page_feed": RECORDED,
    "page_history": RECORDED,
    "page_version": RECORDED,
    "page_cited": LIVE,
    "claim_cited": {**LIVE, "withdrawn": 302},
    "comparison": RECORDED,
    "embed": {**LIVE, "withdrawn": 404},
    "page_permalink": {**ABSENT, "live": 303, "withdrawn": 303, "redacted": 303},
    "share_picture": {**ABSENT, "live": 302, "withdrawn": 404, "redacted": 302},
    "share_picture_of_version": {**ABSENT, "live": 302, "withdrawn": 302, "redacted": 302},
    "timemap": RECORDED,
    # of the whole site
    **dict.fromkeys([f"{kind.name}_list" for kind in listed()], 200),
    **dict.fromkeys(
        [
            *("front_page", "search", "search_data", "search_suggestions", "search_description", "network"),
            *("network_data", "network_download", "design", "data_reference", "openapi", "document_schema"),
            *(
                "connections",
                "connections_data",
                "matrix",
                "matrix_data",
                "matrix_download",
                "timeline",
                *("timeline_data", "security_txt", "security_policy"),
            ),
            *("changes", "changes_data", "changes_feed", "change", "change_data", "data", "data_file", "check"),
            *("checked", "list_data", "robots", "sitemap_index", "sitemap_file", "record_file", "record_head", "media"),
            *("timeline_data", "security_txt", "up_to_date", "up_to_date_data"),
        ],
        200,
    ),
    # these lead on without a look at what is there
    "front_door": 302,
    "citation": 302,
    "timegate": 302,
    "favicon": 302,
    "citation_tidied": 301,
    "reserved": 404,
    # of whoever has a link that an editor made
    "reader_preview": 404,
    # of the editors, though its address is a public one
    "page_preview": "EP",
    "typed_preview": "E",
    "then_preview": "EP",
}
# Of the editors, though their addresses are public ones: outcomes in words, as in the admin.
OF_EDITORS = {"page_preview", "typed_preview", "then_preview"}
# What takes more than a question: a text that is read and forgotten.
TAKES_POST = {"check", "typed_preview"}
