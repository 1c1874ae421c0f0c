-- A participant of a report.
insert into core.report_participants (report_id, position, name, kind, country, office, is_inferred, evidence)
values (%(report_id)s, %(position)s, %(name)s, %(kind)s, %(country)s, %(office)s, %(is_inferred)s, %(evidence)s);
