-- What names this warehouse for good.
select name::text as name from core.warehouse;
