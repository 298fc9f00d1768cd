import React from 'react';
import { OwnEdited } from '../../components/own/own-edited.tsx';
import { useViewer } from '../../components/viewer.ts';
import type { PartProps } from './shapes.ts';

type DocumentOwnProps = PartProps & { readonly onSaved: () => void };

/** What we keep about the document beside what the feeding system says. */
export function DocumentOwn({ document: { id, version, own }, onSaved }: DocumentOwnProps) {
  const mayEdit = useViewer().may('company.edit');
  return <OwnEdited record="transaction" path={`/transactions/${id}`} {...{ version, own, mayEdit, onSaved }} />;
}
