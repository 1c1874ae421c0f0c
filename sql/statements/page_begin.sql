-- What is loaded of one page may be refused without losing the others of the transaction.
savepoint one_page;
