// Takes up to 200 MB of memory, more than the 128 MB that it has, and answers if it is let.
const megabyte = 1024 * 1024;

export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  const eaten = [];
  for (let megabytes = 0; megabytes < 200; megabytes += 4) {
    eaten.push(Buffer.alloc(4 * megabyte, 1));
  }
  return { statusCode: 200, body: `ate ${eaten.length * 4} MB` };
};
