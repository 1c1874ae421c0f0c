# Corridor on a server: one image for Airflow's processes, the workers and the command line; see docker-compose.yml.
# Not Airflow's own image: here every package comes from one hash-locked file whose versions the tests ran with.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    AIRFLOW_HOME=/var/lib/corridor/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/corridor/dags \
    AIRFLOW__LOGGING__BASE_LOG_FOLDER=/logs \
    CORRIDOR_HOME=/var/lib/corridor \
    CORRIDOR_ARCHIVE=/pages \
    CORRIDOR_EXPORT=/exports

# A volume that is mounted for the first time takes its owner from the image's folder.
RUN useradd --uid 50000 --user-group --no-create-home --home-dir /var/lib/corridor corridor \
    && install --directory --mode=0750 --owner=corridor --group=corridor /var/lib/corridor /pages /exports /logs

WORKDIR /opt/corridor
COPY requirements-server.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements-server.txt
# Versions that only seem to fit (Celery 5.7) end the build, not the first night.
RUN AIRFLOW_HOME=/tmp/airflow AIRFLOW__LOGGING__BASE_LOG_FOLDER=/tmp/airflow python -c "\
from airflow.providers.celery.executors.celery_executor import CeleryExecutor; \
from airflow.providers.fab.auth_manager.fab_auth_manager import FabAuthManager" \
    && rm -rf /tmp/airflow

COPY . ./
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation --editable . \
    && python -m compileall -q .

USER 50000
CMD ["corridor", "--help"]
