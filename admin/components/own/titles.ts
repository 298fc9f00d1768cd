import { useEffect, useState } from 'react';
import type { FormShape } from '../../../db/form-layouts.ts';
import { ownRecords, type OwnRecord } from '../../../domain/own/shapes.ts';
import { call } from '../read.ts';
import { useWords } from '../words.ts';

const asked = new Map<OwnRecord, Promise<FormShape>>();

/** What own fields are called where changes name them `own.<code>`; asked once a page, and only where there are such. */
export function useOwnTitles(record: string, fields: readonly string[]): (field: string) => string | undefined {
  const { language } = useWords();
  const [shape, setShape] = useState<FormShape>();
  const kind = ownRecords.find((one) => one === record);
  const wanted = kind !== undefined && fields.some((field) => field.startsWith('own.'));
  useEffect(() => {
    if (!wanted) return;
    if (!asked.has(kind)) asked.set(kind, call<FormShape>('GET', `/forms/${kind}`));
    let gone = false;
    asked.get(kind)!.then(
      (known) => !gone && setShape(known),
      () => asked.delete(kind),
    );
    return () => {
      gone = true;
    };
  }, [kind, wanted]);
  return (field) => shape?.fields.find(({ code }) => `own.${code}` === field)?.title[language];
}
