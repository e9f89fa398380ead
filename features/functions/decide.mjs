// Decides about a client as the JSON document in the environment variable ANSWER says. There $arn stands for the ARN
// of what the client asks for, and $stage for the stage's.
export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  const arn = event.routeArn ?? event.methodArn;
  const [api, stage] = arn.split("/");
  return JSON.parse(process.env.ANSWER.replaceAll("$arn", arn).replaceAll("$stage", `${api}/${stage}`));
};
