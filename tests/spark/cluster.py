"""A Spark cluster on this machine: a master and workers on loopback, out of the package pyspark."""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

import pyspark

HOME = pathlib.Path(pyspark.__file__).parent
ROOT = pathlib.Path(__file__).resolve().parents[2]
# Spark logs a line for each step at this level; what goes wrong is shown.
LOG = """
rootLogger.level = warn
rootLogger.appenderRef.stdout.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %p %c{1}: %m%n
"""


class Cluster:
    """A master and workers of one core each, in a folder for their files."""

    def __init__(self, folder, workers, memory="1g"):
        self.folder, self.memory = pathlib.Path(folder), memory
        self.folder.mkdir()
        (self.folder / "log4j2.properties").write_text(LOG)
        self.environment = os.environ | {
            "SPARK_HOME": os.fspath(HOME),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_CONF_DIR": os.fspath(self.folder),
            "SPARK_LOCAL_DIRS": os.fspath(self.folder),
            "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_DRIVER_PYTHON": sys.executable,
            # Two small Javas on one machine: threads for the garbage of each core would only be in the way.
            "JAVA_TOOL_OPTIONS": "-XX:+UseSerialGC -XX:TieredStopAtLevel=4",
        }
        self.started = []
        master = self.start("master", "master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
        self.address = self.wait_for(master, r"Starting Spark master at (spark://\S+)")
        self.workers = [self.worker(n) for n in range(workers)]
        for worker in self.workers:
            self.wait_for(worker, r"(Successfully registered with master)")

    def start(self, name, part, *arguments):
        """Starts a part of Spark as a process group of its own; its log tells how it goes."""
        log = self.folder / f"{name}.log"
        properties = self.folder / "parts.properties"
        properties.write_text(LOG.replace("level = warn", "level = info"))
        environment = self.environment | {"SPARK_DAEMON_JAVA_OPTS": f"-Dlog4j2.configurationFile=file:{properties}"}
        with log.open("wb") as out:
            process = subprocess.Popen(
                [HOME / "bin" / "spark-class", f"org.apache.spark.deploy.{part}", *arguments],
                stdout=out,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=self.folder,
                start_new_session=True,
            )
        process.log = log
        self.started.append(process)
        return process

    def worker(self, n):
        """Starts a worker of one core."""
        options = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0", "--cores", "1", "--memory", self.memory]
        work = self.folder / f"work-{n}"
        return self.start(f"worker-{n}", "worker.Worker", *options, "--work-dir", os.fspath(work), self.address)

    @staticmethod
    def wait_for(process, pattern):
        """What the log says of it, as soon as it does."""
        for _ in range(600):
            if found := re.search(pattern, process.log.read_text(errors="replace")):
                return found[1]
            assert process.poll() is None, process.log.read_text(errors="replace")
            time.sleep(0.1)
        raise AssertionError(f"{process.log}: nothing of {pattern}")

    def submit(self, *arguments, options=()):
        """Starts the job that reads an archive; all its messages come out as its output."""
        settings = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.executor.memory": "700m",
            "spark.driver.memory": "700m",
            "spark.sql.shuffle.partitions": "4",
            "spark.default.parallelism": "4",
        } | dict(options)
        conf = [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
        command = [HOME / "bin" / "spark-submit", "--master", self.address, *conf, ROOT / "spark" / "read_archive.py"]
        return subprocess.Popen(
            [*command, *map(os.fspath, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=self.environment,
            cwd=self.folder,
            start_new_session=True,
        )

    def kill(self, n):
        """Kills worker `n` and all that it started: its executor, and the Pythons of that."""
        tree, listed = {self.workers[n].pid}, subprocess.check_output(["ps", "-eo", "pid=,ppid="], text=True)
        parents = [tuple(map(int, row.split())) for row in listed.splitlines()]
        for _ in range(8):
            tree |= {pid for pid, parent in parents if parent in tree}
        for pid in tree:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.workers[n].wait()
        return len(tree)

    def stop(self):
        """Ends all that was started."""
        for process in reversed(self.started):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.started:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
