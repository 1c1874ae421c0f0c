-- The ledger of migrations, null where there is none yet.
select to_regclass('public.migrations');
