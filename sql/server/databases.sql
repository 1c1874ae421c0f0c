-- The logins and databases of the server in docker-compose.yml. PostgreSQL's image runs it once, by psql as superuser, when
-- the data folder is still empty. Passwords come from the environment, so that none stands in a file.
\set ON_ERROR_STOP on
\getenv airflow_password AIRFLOW_DATABASE_PASSWORD
\getenv corridor_password CORRIDOR_DATABASE_PASSWORD
\getenv analyst_password ANALYST_PASSWORD

create role airflow login password :'airflow_password';
create database airflow owner airflow;

-- The migrations give these three their rights; the analyst's is the login for one's own tools.
create role corridor_owner nologin;
create role corridor_loader nologin;
create role corridor_analyst login password :'analyst_password' connection limit 20;

create role corridor login password :'corridor_password';
grant corridor_owner, corridor_loader, corridor_analyst to corridor with admin option;
create database corridor owner corridor;

revoke connect, temporary on database airflow from public;
revoke connect, temporary on database corridor from public;
grant connect on database corridor to corridor_analyst;
