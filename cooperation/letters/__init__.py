"""Letters: what the site writes to a person by e-mail.

`writing.send` puts one in the queue, in the transaction of whatever it is about; `sending.deliver_due` takes those that
are due to the mail server, and `postman` does so in the running site.
"""
