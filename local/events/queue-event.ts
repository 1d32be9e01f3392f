import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import { identity } from '../assembly/identity.ts';

function messageAttribute(attribute: MessageAttributeValue) {
  return {
    stringValue: attribute.StringValue,
    binaryValue:
      attribute.BinaryValue === undefined ? undefined : Buffer.from(attribute.BinaryValue).toString('base64'),
    stringListValues: [],
    binaryListValues: [],
    dataType: attribute.DataType,
  };
}

/** Gives the event that Lambda makes of a batch: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function createQueueEvent(queueArn: string, messages: readonly Message[]) {
  return {
    Records: messages.map((message) => ({
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: message.Attributes ?? {},
      messageAttributes: Object.fromEntries(
        Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, messageAttribute(value)]),
      ),
      md5OfBody: message.MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: identity.region,
    })),
  };
}
