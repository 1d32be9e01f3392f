/** Who may call a bucket from a page of another origin, in CloudFormation's words. */
export interface CorsRule {
  AllowedOrigins: string[];
  AllowedMethods: string[];
  AllowedHeaders: string[];
  ExposedHeaders: string[];
  MaxAge?: number;
}

/** Which new objects a queue hears of. */
export interface QueueNotification {
  id: string;
  /** `s3:ObjectCreated:*` or one of its kinds. */
  event: string;
  prefix: string;
  suffix: string;
  queueUrl: string;
}

/** A bucket as the template declares it. */
export interface BucketDefinition {
  name: string;
  corsRules: CorsRule[];
  notifications: QueueNotification[];
}
