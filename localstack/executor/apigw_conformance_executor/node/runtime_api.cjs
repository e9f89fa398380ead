'use strict';
// A client of the Lambda Runtime API, over one connection that is kept open.
const http = require('node:http');

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
// An idle connection of an agent does not keep the event loop alive, so the
// loop is empty when the function's own work is done.
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function request(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const sent = http.request({ host, port, agent, method, headers, path: `/2018-06-01/runtime/${path}` }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

module.exports = {
  // The next invocation; waits until there is one.
  async next() {
    const { status, headers, body } = await request('GET', 'invocation/next');
    if (status !== 200) throw new Error(`the Runtime API answered ${status}`);
    return {
      requestId: headers['lambda-runtime-aws-request-id'],
      functionArn: headers['lambda-runtime-invoked-function-arn'],
      deadline: Number(headers['lambda-runtime-deadline-ms']),
      traceId: headers['lambda-runtime-trace-id'],
      body,
    };
  },
  respond: (requestId, text) => request('POST', `invocation/${requestId}/response`, text),
  fail: (requestId, document) => request('POST', `invocation/${requestId}/error`, JSON.stringify(document)),
  failInit: (document) => request('POST', 'init/error', JSON.stringify(document)),
};
