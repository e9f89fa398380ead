// Answers every request with the same proxy response.
export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  return { statusCode: 200, body: "Hello from Lambda!" };
};
