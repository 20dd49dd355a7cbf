"""Messages out: one letter by e-mail, or one text. Where nothing is set up they are kept in the outbox folder instead."""
