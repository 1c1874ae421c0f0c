-- The logins and databases of the server in docker-compose.yml. PostgreSQL's image runs it once, by psql as superuser, when
-- the data folder is still empty. Passwords come from the environment, so that none stands in a file.
\set ON_ERROR_STOP on
\getenv airflow_password AIRFLOW_DATABASE_PASSWORD
\getenv owner_password CORRIDOR_DATABASE_PASSWORD
\getenv analyst_password ANALYST_PASSWORD

create role airflow login password :'airflow_password';
create database airflow owner airflow;

-- The same three roles as on the embedded server; the migrations give them their rights. The owner plays the other two:
-- one address, DATABASE_URL, does for all. The analyst's login is for people's own tools.
create role corridor_owner login password :'owner_password';
create role corridor_loader nologin;
create role corridor_analyst login password :'analyst_password' connection limit 20;
grant corridor_loader, corridor_analyst to corridor_owner;
create database corridor owner corridor_owner;

revoke connect, temporary on database airflow from public;
revoke connect, temporary on database corridor from public;
grant connect on database corridor to corridor_analyst;
