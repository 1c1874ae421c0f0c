-- Where each outlet stands.
select * from analysis.outlets order by outlet;
