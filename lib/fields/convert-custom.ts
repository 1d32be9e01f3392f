import type { CustomValue, CustomValues } from './check-custom.ts';
import type { FieldDefinition } from './field-contract.ts';

type Target = 'account' | 'contact' | 'opportunity';

/** The custom values of what a lead becomes: mapped by the settings, filling only what is empty there. */
export const convertCustom = (
  definitions: readonly FieldDefinition[],
  values: CustomValues | undefined,
  target: Target,
  known: CustomValues | undefined,
): Record<string, CustomValue> | undefined => {
  const mapped = definitions.flatMap(({ key, convertsTo }) => {
    const value = values?.[key];
    const name = convertsTo?.[target];
    return value === undefined || name === undefined ? [] : [[name, value] as const];
  });
  const result = { ...Object.fromEntries(mapped), ...known };
  return Object.keys(result).length > 0 ? result : undefined;
};
