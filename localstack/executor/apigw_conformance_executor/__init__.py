"""Runs Lambda functions as local processes that speak the Lambda Runtime API.

From the inside out:

- ``runtime_api``  the HTTP server one process talks to
- ``log``          what a process writes, and the START, END and REPORT lines
- ``sandbox``      one process with its Runtime API and its log
- ``failure``      the error documents Lambda forms when a function does not answer
- ``environment``  one execution environment: sandboxes, restarted when they die
- ``runtime``      which command runs a ``nodejs`` or a ``python`` function
- ``executor``     the environment as LocalStack wants to see it
- ``plugin``       how LocalStack finds the executor

``node/`` and ``python_runtime.py`` run inside the process. Only ``executor``
and ``plugin`` import LocalStack.
"""
