import { BadRequestException, SESv2Client, SendEmailCommand, TooManyRequestsException } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { MailRefused, openMailer } from '../../../lib/mail/mailer.ts';

const ses = mockClient(SESv2Client);
const mail = { to: 'pat@example.org', subject: 'Hello', text: 'Grüße' };
const mailer = openMailer('sales@example.com', new SESv2Client({ region: 'us-east-1' }));

describe('the mailer', () => {
  beforeEach(() => ses.reset());

  it('sends in the name of its sender to one address', async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: '1' });
    await mailer.send({ ...mail, html: '<p>Grüße</p>' });
    expect(ses.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => input)).toEqual([
      {
        FromEmailAddress: 'sales@example.com',
        Destination: { ToAddresses: ['pat@example.org'] },
        Content: {
          Simple: {
            Subject: { Data: 'Hello', Charset: 'UTF-8' },
            Body: {
              Text: { Data: 'Grüße', Charset: 'UTF-8' },
              Html: { Data: '<p>Grüße</p>', Charset: 'UTF-8' },
            },
          },
        },
      },
    ]);
  });

  it('says of a mail that can never be sent that it was refused', async () => {
    ses.on(SendEmailCommand).rejects(new BadRequestException({ message: 'Illegal address', $metadata: {} }));
    await expect(mailer.send(mail)).rejects.toBeInstanceOf(MailRefused);
  });

  it('hands on what may pass', async () => {
    ses.on(SendEmailCommand).rejects(new TooManyRequestsException({ message: 'slow down', $metadata: {} }));
    await expect(mailer.send(mail)).rejects.toBeInstanceOf(TooManyRequestsException);
  });
});
