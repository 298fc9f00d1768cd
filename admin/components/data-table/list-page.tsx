import React from 'react';
import type { ListKind } from '../../../domain/lists/shapes.ts';
import type { IconName } from '../icon.tsx';
import { Empty, Head, Page } from '../page.tsx';
import { DataTable, type DataTableProps } from './data-table.tsx';
import { ReturnedExport } from './export-dialog.tsx';
import { httpSource } from './source.ts';
import { useNarrowed } from './use-narrowed.ts';

type ListPageProps = Omit<DataTableProps, 'source' | 'label' | 'narrowed' | 'head' | 'empty' | 'to'> & {
  readonly kind: ListKind;
  readonly title: string;
  /** Nothing is there at all: what will be. The button that makes the first stands below it. */
  readonly empty: { readonly icon: IconName; readonly title: string; readonly text: string };
  /** The button that makes one: at the end of the head, and where nothing is there. */
  readonly make?: React.ReactNode;
  /** Where the button for an empty list is another. */
  readonly first?: React.ReactNode;
  /** In the head, before the clipboard. */
  readonly buttons?: React.ReactNode;
  /** Below the head. */
  readonly notices?: React.ReactNode;
  readonly back?: { readonly to: string; readonly label: string };
  readonly second?: React.ReactNode;
  /** Where a row leads; the page of the record unless given. */
  readonly to?: DataTableProps['to'];
  /** Dialogs. */
  readonly children?: React.ReactNode;
};

/** The page of a list: its head with the count, the clipboard and what makes a new one, and the table below. */
export function ListPage(props: ListPageProps) {
  const { kind, title, empty, make, first = make, buttons, notices, back, second, children, ...table } = props;
  const source = httpSource(kind);
  const narrowed = useNarrowed(kind);
  return (
    <Page title={title} wide>
      <DataTable
        to={({ id }) => `/admin/${kind}/${id}`}
        {...table}
        {...narrowed}
        source={source}
        label={title}
        head={(count, clipboard) => (
          <>
            <Head title={title} beside={count} {...(back ? { back } : {})} {...(second ? { second } : {})}>
              {buttons}
              {clipboard}
              {make}
            </Head>
            {notices}
          </>
        )}
        empty={<Empty {...empty}>{first}</Empty>}
      />
      <ReturnedExport />
      {children}
    </Page>
  );
}
