import { Aws, CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';

const identityArn = (identity: string): string =>
  `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/${identity}`;

/** The text of a parameter that may be left empty, and the condition that it is not. */
interface Optional {
  readonly value: string;
  readonly isGiven: CfnCondition;
}

/** Mail through SES: who it is from, and where its links lead. Without a sender there is none. */
export class Mail extends Construct {
  readonly #from: Optional;
  readonly #publicUrl: Optional;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#from = this.#parameter('mailFrom', {
      description:
        'E-mail address that mails are from; it or its domain must be a verified identity of SES in this region. Empty: no mail is sent.',
      allowedPattern: '^$|^[^@<>"*?$ ]+@[^@<>"*?$ ]+$',
      constraintDescription: 'must be an e-mail address without a name',
    });
    this.#publicUrl = this.#parameter('publicUrl', {
      description:
        "Address that links in mails begin with, where the API has a domain of its own; empty: the API's URL.",
      allowedPattern: '^$|^https://[^/]+$',
      constraintDescription: 'must be an origin such as https://crm.example.com, without a path',
    });
  }

  /** Lets a function send mail from the one address, and tells it the address in MAIL_FROM, which is empty where no mail is sent. */
  grantSend(to: HouseFunction): void {
    this.tellSender(to);
    const { value, isGiven } = this.#from;
    // SES asks about the address where that is an identity, else about its domain. Only one that is verified gets that far.
    // https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
    to.allowWhere(isGiven, 'SendMail', {
      service: 'ses',
      actions: ['SendEmail'],
      resources: [identityArn(value), identityArn(Fn.select(1, Fn.split('@', value)))],
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
      onlyWith: { 'ses:FromAddress': value },
    });
  }

  /** Tells a function whether mail is sent, and from whom, in MAIL_FROM. */
  tellSender(to: HouseFunction): void {
    to.tell('MAIL_FROM', this.#from.value);
  }

  /** Tells a function in PUBLIC_URL what links in mails begin with: the parameter, or else the API's own URL. */
  tellLinks(to: HouseFunction, apiUrl: string): void {
    const { value, isGiven } = this.#publicUrl;
    to.tell('PUBLIC_URL', Fn.conditionIf(isGiven.logicalId, value, apiUrl).toString());
  }

  #parameter(
    name: string,
    props: { description: string; allowedPattern: string; constraintDescription: string },
  ): Optional {
    const id = name.charAt(0).toUpperCase() + name.slice(1);
    const parameter = new CfnParameter(this, id, { ...props, default: '' });
    parameter.overrideLogicalId(name);
    const value = parameter.valueAsString;
    const isGiven = new CfnCondition(this, `${id}Given`, {
      expression: Fn.conditionNot(Fn.conditionEquals(value, '')),
    });
    return { value, isGiven };
  }
}
