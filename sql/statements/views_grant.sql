-- Analysts read what stands in `analysis`, and nothing else; the loader reads it too, for summaries.
grant select on all tables in schema analysis to corridor_analyst, corridor_loader;
