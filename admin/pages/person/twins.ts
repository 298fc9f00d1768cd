import { useRead } from '../../components/read.ts';
import type { Person } from '../../../db/people.ts';
import type { LikelyPerson } from '../../../db/person-duplicates.ts';

type Alike = Pick<Person, 'id' | 'companyId' | 'firstName' | 'lastName' | 'contactPoints'>;

/** Other people of the same customer who may be this very person. */
export function useLikelyTwins({ id, companyId, firstName, lastName, contactPoints }: Alike): readonly LikelyPerson[] {
  const first = (kind: 'email' | 'phone') => contactPoints.find((point) => point.kind === kind)?.value;
  const [email, phone] = [first('email'), first('phone')];
  const query = new URLSearchParams({
    companyId,
    lastName,
    ...(firstName ? { firstName } : {}),
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
  });
  const { value } = useRead<{ rows: LikelyPerson[] }>(`/people/duplicates?${query}`);
  return (value?.rows ?? []).filter((one) => one.id !== id && one.companyId === companyId);
}
