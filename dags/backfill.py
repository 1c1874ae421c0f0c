"""Reads WARC files of others, such as Common Crawl's CC-NEWS, that a person names: Airflow's workers share them.

`find` lists the files that `sources` name (files, folders, http(s) or s3 addresses, as the workers see them), `read`
takes one file at a time, then `compare` marks near-copies and `resolve` brings what they report together with what is
known. Nothing of it alerts. A file that was read is passed over; one whose reading was killed is gone on with; a broken
one fails and says where.
"""

from datetime import UTC, datetime, timedelta

from airflow.sdk import Param, dag, task

import pipeline
from pipeline import holdings


@dag(
    dag_id="backfill",
    schedule=None,
    start_date=datetime(2025, 1, 1, tzinfo=UTC),
    catchup=False,
    params={
        "sources": Param(
            [], type="array", items={"type": "string"}, description="Files, folders and addresses, a line each"
        ),
        "again": Param(False, type="boolean", description="Read files again that were read before"),
        "sample": Param(False, type="boolean", description="Into the warehouse of the sample"),
    },
    render_template_as_native_obj=True,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=1), "execution_timeout": timedelta(hours=6)},
    doc_md=__doc__,
    tags=["corridor"],
)
def backfill() -> None:
    """Declare the run."""
    site = {"sample": "{{ params.sample }}"}
    files = task(task_id="find", retries=0)(holdings.backfill_files)(sources="{{ params.sources }}")
    read = task(
        task_id="read", pool="backfills", map_index_template="{{ task.op_kwargs['file'] }}", do_xcom_push=False
    )(holdings.backfill_file)
    compare = task(do_xcom_push=False, trigger_rule="all_done")(pipeline.compare)
    resolve = task(do_xcom_push=False, trigger_rule="all_done")(pipeline.resolve)
    read.partial(again="{{ params.again }}", **site).expand(file=files) >> compare(**site) >> resolve(**site)


backfill()
