-- Where each outlet stands that is watched.
select * from analysis.outlets where watched order by outlet;
