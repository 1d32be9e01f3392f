import { App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inFolder, synthesizeSluice } from './sluice-assembly.ts';

const { app } = synthesizeSluice();

/** Every reason given in the app for not following a rule. */
const reasons = (): readonly string[] =>
  app.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.values(z.record(z.string(), z.string()).parse(data)));

describe('the AwsSolutions rules', () => {
  it('find nothing that is not explained', () => {
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  it('do find what is wrong', () => {
    const found = inFolder((outdir) => {
      const careless = new App({ outdir });
      new Queue(new Stack(careless, 'Careless'), 'Queue');
      return new AwsSolutionsChecks(careless).validateScope(careless).violations.map(({ ruleName }) => ruleName);
    });
    expect(found).toEqual(expect.arrayContaining(['AwsSolutions-SQS3', 'AwsSolutions-SQS4']));
  });

  it('are set aside only with a reason that one can read', () => {
    expect(reasons().length).toBeGreaterThan(0);
    for (const reason of reasons()) expect(reason.split(' ').length, reason).toBeGreaterThan(6);
  });
});
