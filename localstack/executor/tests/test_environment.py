"""The life of an execution environment: warm, dead, restarted, stopped."""

import json
import os
import select
import subprocess
import sys
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor

from apigw_conformance_executor.environment import Environment, EnvironmentStopped
from apigw_conformance_executor.runtime_api import MAX_PAYLOAD
from apigw_conformance_executor.sandbox import Sandbox
from tests.functions import REQUEST_ID, Function

# Counts its invocations, and does what the event says.
SOURCE = """
import fs from 'node:fs';
import { spawn } from 'node:child_process';
let count = 0;
export const handler = async (event) => {
  count += 1;
  if (event.exit !== undefined) process.exit(event.exit);
  if (event.signal) process.kill(process.pid, event.signal);
  if (event.hang) await new Promise((resolve) => setTimeout(resolve, 1e6));
  if (event.spin) for (;;);
  if (event.large) return 'x'.repeat(event.large);
  if (event.write) fs.writeSync(1, 'y'.repeat(event.write));
  if (event.child) return [process.pid, spawn('sleep', ['1000'], { stdio: 'ignore' }).pid];
  return count;
};
"""

# Starts a process, says its id and waits to be killed.
PARENT = """
from apigw_conformance_executor.sandbox import Sandbox
sandbox = Sandbox(["/bin/sh", "-c", "echo $$; exec /bin/sleep 1000"], "/", {})
text = ""
while not text:
    text = sandbox.log.take()
print(text, end="", flush=True)
input()
"""


def counting(timeout=10.0):
    return Function("nodejs20.x", {"index.mjs": SOURCE}, timeout=timeout)


class Life(unittest.TestCase):
    def test_it_stays_warm(self):
        with counting() as function:
            function.environment.start()
            self.assertEqual([function.result({}) for _ in range(3)], [1, 2, 3])
            self.assertEqual(len(function.launched), 1)

    def test_an_exit_is_told_and_the_next_invocation_starts_anew(self):
        cases = {
            0: "Runtime exited without providing a reason",
            1: "Runtime exited with error: exit status 1",
            127: "Runtime exited with error: exit status 127",
        }
        with counting() as function:
            for status, reason in cases.items():
                self.assertEqual(function.result({}), 1)
                outcome = function.invoke({"exit": status})
                self.assertEqual(
                    json.loads(outcome.payload),
                    {"errorType": "Runtime.ExitError", "errorMessage": f"RequestId: {REQUEST_ID} Error: {reason}"},
                )
                self.assertIn(f"{reason}\nRuntime.ExitError\nEND ", outcome.log)
                self.assertIn("\tStatus: error", outcome.log)

    def test_a_signal_is_told(self):
        with counting() as function:
            error = function.error({"signal": "SIGKILL"})
            self.assertIn("Runtime exited with error: signal: killed", error["errorMessage"])

    def test_a_timeout_is_told_and_the_next_invocation_starts_anew(self):
        for event in ({"hang": True}, {"spin": True}):
            with self.subTest(event), counting(timeout=1.0) as function:
                self.assertEqual(function.result({}), 1)
                outcome = function.invoke(event)
                self.assertEqual(
                    outcome.payload.decode(),
                    '{"errorType":"Sandbox.Timedout","errorMessage":'
                    f'"RequestId: {REQUEST_ID} Error: Task timed out after 1.00 seconds"}}',
                )
                self.assertRegex(outcome.log, r"Z \S+ Task timed out after 1\.00 seconds\nEND .*\nREPORT .*Status: timeout")
                self.assertEqual(function.result({}), 1)

    def test_an_init_failure_is_told_by_the_invocation_with_its_log(self):
        source = "console.log('so far'); throw new Error('no');"
        with Function("nodejs20.x", {"index.mjs": source}) as function:
            function.environment.start()
            for _ in range(2):
                outcome = function.invoke()
                self.assertTrue(outcome.is_error)
                self.assertEqual(json.loads(outcome.payload)["errorMessage"], "no")
                self.assertIn("INFO\tso far\n", outcome.log)
            self.assertEqual(len(function.launched), 2)

    def test_an_exit_after_the_answer_is_no_fault_of_the_next_invocation(self):
        # Exits instead of asking for its second invocation.
        source = """import http from 'node:http';
        const { request } = http;
        let asked = 0;
        http.request = (options, ...rest) => {
          if (options.path.endsWith('/next')) asked += 1;
          return asked === 2 ? process.exit(3) : request(options, ...rest);
        };
        export const handler = async () => process.pid;"""
        with Function("nodejs20.x", {"index.mjs": source}) as function:
            self.assertNotEqual(function.result(), function.result())

    def test_an_invocation_is_told_of_a_process_that_died_waiting_for_it(self):
        source = "export const handler = async () => process.pid;"
        with Function("nodejs20.x", {"index.mjs": source}) as function:
            function.environment.start()
            function.launched[0].kill()
            self.assertEqual(function.error()["errorType"], "Runtime.ExitError")
            self.assertIsInstance(function.result(), int)

    def test_an_answer_too_large_is_refused_and_the_environment_lives_on(self):
        with counting() as function:
            self.assertEqual(function.error({"large": MAX_PAYLOAD})["errorType"], "Function.ResponseSizeTooLarge")
            self.assertEqual(function.result({}), 2)
            self.assertEqual(len(function.result({"large": MAX_PAYLOAD - 2})), MAX_PAYLOAD - 2)

    def test_a_flood_of_output_is_cut(self):
        with counting() as function:
            self.assertLess(len(function.invoke({"write": 5_000_000}).log), 1_100_000)
            self.assertIn("END", function.invoke({"write": 10}).log)
            self.assertIn("y" * 10, function.invoke({"write": 10}).log)

    def test_the_log_of_one_invocation_holds_no_other(self):
        with counting() as function:
            self.assertEqual(function.invoke({"write": 3}).log.count("yyy"), 1)
            self.assertEqual(function.invoke({}).log.count("yyy"), 0)


class End(unittest.TestCase):
    def test_stopping_ends_the_process_and_its_children(self):
        with counting() as function:
            pids = function.result({"child": True})
            function.environment.stop()
            for pid in pids:
                self.assertFalse(_runs(pid))
            with self.assertRaises(EnvironmentStopped):
                function.invoke({})

    def test_stopping_ends_an_invocation_under_way(self):
        with counting(timeout=100.0) as function:
            function.environment.start()
            stopper = threading.Timer(0.05, function.environment.stop)
            stopper.start()
            self.assertEqual(function.error({"hang": True})["errorType"], "Runtime.ExitError")
            stopper.join()

    def test_a_process_that_cannot_start_is_an_error(self):
        environment = Environment(lambda: Sandbox(["/nowhere/node"], "/nowhere", {}), "1", 1.0, 128)
        with self.assertRaises(OSError):
            environment.start()
        environment.stop()

    def test_the_process_dies_with_the_one_that_started_it(self):
        parent = subprocess.Popen(
            [sys.executable, "-c", PARENT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.getcwd()},
        )
        pid = int(parent.stdout.readline())
        watch = os.pidfd_open(pid)
        parent.kill()
        parent.wait()
        parent.stdin.close()
        parent.stdout.close()
        # Readable when the process has ended.
        self.assertEqual(select.select([watch], [], [], 10)[0], [watch])
        os.close(watch)


class Concurrency(unittest.TestCase):
    def test_eight_environments_at_once(self):
        functions = [counting() for _ in range(8)]
        try:
            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(lambda f: [f.result({}) for _ in range(20)], functions))
            self.assertEqual(answers, [list(range(1, 21))] * 8)
        finally:
            for function in functions:
                function.__exit__()


def _runs(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
