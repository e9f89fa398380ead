"""Which command runs which runtime."""

import sys
import unittest

from apigw_conformance_executor.runtime import UnsupportedRuntime, command


class Command(unittest.TestCase):
    def test_node_and_python(self):
        self.assertTrue(command("nodejs22.x")[1].endswith("/node/main.cjs"))
        self.assertEqual(command("python3.12")[0], sys.executable)

    def test_others_are_refused_by_name(self):
        for runtime in ("java21", "provided.al2023", "", None):
            with self.subTest(runtime), self.assertRaisesRegex(UnsupportedRuntime, repr(runtime)):
                command(runtime)
