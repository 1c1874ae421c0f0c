-- A participant of an event, as the report spells it that was taken.
insert into core.event_participants (event_id, position, name, kind, country, office, report_id)
values (%(event_id)s, %(position)s, %(name)s, %(kind)s, %(country)s, %(office)s, %(report_id)s);
