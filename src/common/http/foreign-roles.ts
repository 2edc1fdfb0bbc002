import type { FastifyInstance } from 'fastify';
import type { ProcessRole, ProcessRoles } from '../roles.js';
import { AppError } from '../errors.js';

const SOCKET_PATH = /^\/socket\.io(\/|$)/;
/** Every process answers these: they are about itself. */
const OF_EVERY_PROCESS = /^\/(health\/(live|ready)|metrics)\/?$/;

/** 421: another process of the installation serves it. A proxy sends it to the wrong one. */
export class NotServedHere extends AppError {
  constructor(role: ProcessRole) {
    super(421, 'not_served_here', `This process does not have the role ${role}. Send the request to one that has.`);
  }
}

/** @returns the role that a request for this URL needs and this process does not have */
export function missingRole(url: string, roles: ProcessRoles): ProcessRole | undefined {
  const path = url.split('?', 1)[0] ?? '';
  if (OF_EVERY_PROCESS.test(path)) return undefined;
  const role = SOCKET_PATH.test(path) ? 'sockets' : 'api';
  return roles.has(role) ? undefined : role;
}

/** Before anything else looks at a request. */
export function refuseForeignRoles(fastify: FastifyInstance, roles: ProcessRoles): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const role = missingRole(request.raw.url ?? '', roles);
    done(role === undefined ? undefined : new NotServedHere(role));
  });
}
