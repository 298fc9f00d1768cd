import { may } from '../../domain/access.ts';
import type { Models } from '../../db/models/open-models.ts';
import { defineResource } from '../stock/define-resource.ts';

/** Everybody sees their own tokens, an administrator all of them; nobody sees a hash. They are made and revoked through the API. */
export const tokens = ({ Token }: Models) =>
  defineResource({
    model: Token,
    noun: 'token',
    title: { pl: 'Tokeny API', en: 'API tokens' },
    read: 'user.read',
    rows: (viewer) => (may(viewer, 'user.edit') ? {} : { userId: viewer.userId }),
    few: true,
    columns: {
      name: { name: { pl: 'Nazwa', en: 'Name' }, sort: true },
      userId: { name: { pl: 'W imieniu', en: 'In the name of' } },
      createdAt: { name: { pl: 'Dodano', en: 'Added' }, sort: true },
      lastUsedAt: { name: { pl: 'Ostatnio użyty', en: 'Last used' } },
      endsAt: { name: { pl: 'Działa do', en: 'Works until' } },
      revokedAt: { name: { pl: 'Odwołany', en: 'Revoked' } },
    },
  });
