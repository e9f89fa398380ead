// Returns the JSON document in the environment variable RESULT; undefined if there is none.
export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  return process.env.RESULT === undefined ? undefined : JSON.parse(process.env.RESULT);
};
