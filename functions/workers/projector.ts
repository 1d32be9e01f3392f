import { likenessChanges } from '../../lib/duplicates/lead-changes.ts';
import { projectLeads } from '../../lib/duplicates/project-leads.ts';
import { environment } from '../../lib/environment.ts';
import { openTableForWork } from '../../lib/table/table.ts';
import { streamHandler } from '../stream/stream-handler.ts';

const projection = { table: openTableForWork(environment.tableName()), now: Date.now };

/** Follows what happens to leads, and keeps the list of those that are likely the same person. */
export const handler = streamHandler((changes) => projectLeads(projection, likenessChanges(changes)));
