import { useSelector } from 'react-redux';
import { useTranslation } from 'adminjs';

/** What AdminJS tells the page about a column of a plain form. */
export type Property = {
  readonly propertyPath: string;
  readonly label: string;
  readonly type: string;
  readonly isSortable: boolean;
  readonly isRequired: boolean;
  readonly availableValues: readonly { readonly value: string }[] | null;
  readonly custom: { readonly lines?: number };
};

export type Described = {
  readonly id: string;
  readonly titleProperty: Property;
  readonly resourceActions: readonly { readonly name: string }[];
  readonly listProperties: readonly Property[];
  readonly showProperties: readonly Property[];
  readonly editProperties: readonly Property[];
};

export type Entry = {
  readonly id: string;
  readonly title: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly populated: Readonly<Record<string, { readonly title: string } | undefined>>;
  readonly errors: Readonly<Record<string, { readonly message: string } | undefined>>;
  readonly baseError: { readonly message: string } | null;
  readonly recordActions: readonly { readonly name: string }[];
};

/** The table of that name, if the viewer may open it. */
export function useDescribed(id: string | undefined): Described | undefined {
  return useSelector(({ resources }: { resources: Described[] }) => resources.find((each) => each.id === id));
}

/** Its words, which the server sends with AdminJS's translations. */
export function useFormWords(resource: string) {
  const { tl, tp, tm } = useTranslation() as unknown as Record<'tl' | 'tp' | 'tm', (key: string, id: string) => string>;
  return {
    title: tl(resource, resource),
    column: ({ label }: Property) => tp(label, resource),
    choice: ({ propertyPath }: Property, value: string) => tl(`${propertyPath}.${value}`, resource),
    message: (key: string) => tm(key, resource),
  };
}
