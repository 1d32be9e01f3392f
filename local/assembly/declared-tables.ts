import { z } from 'zod';
import type { TableDefinition } from '../engines/table-definition.ts';
import { type ResourceView, readProperties } from './resources.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const tableSchema = z.looseObject({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.looseObject({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
  LocalSecondaryIndexes: z.array(z.unknown()).max(0, 'local secondary indexes are not run locally').optional(),
  TimeToLiveSpecification: z
    .looseObject({ AttributeName: z.string(), Enabled: z.stringbool().or(z.boolean()) })
    .optional(),
  StreamSpecification: z
    .looseObject({
      StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']).optional(),
    })
    .optional(),
});

/** Gives the tables of the template as the engine makes them. */
export function readTables(view: ResourceView): TableDefinition[] {
  return view.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map((resource) => {
    const table = readProperties(resource, tableSchema);
    const ttl = table.TimeToLiveSpecification;
    return {
      name: resource.ref,
      attributes: table.AttributeDefinitions,
      keySchema: table.KeySchema,
      indexes: table.GlobalSecondaryIndexes.map((index) => ({
        name: index.IndexName,
        keySchema: index.KeySchema,
        projection: index.Projection,
      })),
      ttlAttribute: ttl?.Enabled === true ? ttl.AttributeName : undefined,
      streamViewType: table.StreamSpecification?.StreamViewType,
    };
  });
}
