-- The bytes of pages go: they are not read again.
with released as (
    update raw.pages
    set removed_at = %(now)s
    where page_id = any(%(page_ids)s)
    returning page_id
)
delete from raw.rereads
using released
where rereads.page_id = released.page_id;
