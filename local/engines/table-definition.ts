/** A key attribute of a table or of an index, in CloudFormation's words. */
export interface KeyElement {
  AttributeName: string;
  KeyType: 'HASH' | 'RANGE';
}

/** What an index carries besides its keys. */
export interface IndexProjection {
  ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  NonKeyAttributes?: string[];
}

/** A global secondary index as the template declares it. */
export interface IndexDefinition {
  name: string;
  keySchema: KeyElement[];
  projection: IndexProjection;
}

/** A table as the template declares it, reduced to what an engine keeps. */
export interface TableDefinition {
  name: string;
  attributes: { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
  keySchema: KeyElement[];
  indexes: IndexDefinition[];
  ttlAttribute?: string;
  streamViewType?: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';
}
