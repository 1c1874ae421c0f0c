-- A time of which a listing's items may have been missed.
insert into raw.gaps (outlet, listing, from_at, to_at, reason, noticed_at)
values (%(outlet)s, %(listing)s, %(from_at)s, %(to_at)s, %(reason)s, %(now)s)
on conflict (outlet, listing, noticed_at) do nothing;
