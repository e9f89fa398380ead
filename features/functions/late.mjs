// Answers a proxy integration after the milliseconds in the environment variable WAIT.
export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.WAIT)));
  return { statusCode: 200, body: "late" };
};
