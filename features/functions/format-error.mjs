// Catches its own error and formats it as a proxy response, as the Lambda developer guide shows.
const formatError = (error) => ({
  statusCode: error.statusCode,
  headers: { "Content-Type": "text/plain", "x-amzn-ErrorType": error.code },
  isBase64Encoded: false,
  body: `${error.code}: ${error.message}`,
});

export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  try {
    throw Object.assign(new Error("too much salt"), { code: "SoupError", statusCode: 418 });
  } catch (error) {
    return formatError(error);
  }
};
