-- Back to where the page was begun.
rollback to savepoint one_page;
