/** AdminJS as it comes, with Sequelize, over the table of companies: what its own list of 50 rows takes. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import AdminJSExpress from '@adminjs/express';
import * as AdminJSSequelize from '@adminjs/sequelize';
import AdminJS from 'adminjs';
import express from 'express';
import { DataTypes, Sequelize } from 'sequelize';

export type Stock = { readonly list: string; stop(): Promise<void> };

export async function stockLists(url: string): Promise<Stock> {
  AdminJS.registerAdapter({ Database: AdminJSSequelize.Database, Resource: AdminJSSequelize.Resource });
  const sequelize = new Sequelize(url, {
    logging: false,
    pool: { max: 10 },
    define: { timestamps: false, underscored: true },
  });
  const text = { type: DataTypes.STRING };
  const Company = sequelize.define(
    'Company',
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      name: text,
      nip: text,
      city: text,
      class: text,
      ownerId: { type: DataTypes.UUID },
      createdAt: { type: DataTypes.DATE },
    },
    { tableName: 'companies' },
  );
  const admin = new AdminJS({ rootPath: '/stock', resources: [{ resource: Company, options: { id: 'companies' } }] });
  const app = express();
  app.use('/stock', AdminJSExpress.buildRouter(admin));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const list = `http://127.0.0.1:${(server.address() as AddressInfo).port}/stock/api/resources/companies/actions/list?perPage=50&sortBy=name`;
  return {
    list,
    async stop() {
      server.closeAllConnections();
      server.close();
      await sequelize.close();
    },
  };
}
