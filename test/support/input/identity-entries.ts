import { choice, URLS, type Entry } from './environment-kinds.js';

const PROVIDER = { JWT_JWKS_URL: 'https://id.example/keys', JWT_ISSUER: 'https://id.example', JWT_AUDIENCE: 'desk' };
const OIDC = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'desk' };

/** The variables of the identity provider. */
export const IDENTITY_ENTRIES: Readonly<Record<string, Entry>> = {
  JWT_JWKS_URL: {
    valid: 'https://one.example/keys',
    sets: ({ identity }) => identity.tokens?.jwksUrl,
    to: 'https://one.example/keys',
    invalid: URLS,
    beside: PROVIDER,
  },
  JWT_ISSUER: {
    valid: 'https://one.example',
    sets: ({ identity }) => identity.tokens?.issuer,
    to: 'https://one.example',
    invalid: [''],
    beside: PROVIDER,
  },
  JWT_AUDIENCE: {
    valid: 'desk, api',
    sets: ({ identity }) => identity.tokens?.audience,
    to: ['desk', 'api'],
    invalid: ['', ' , '],
    beside: PROVIDER,
  },
  JWT_ROLE_CLAIM: {
    valid: 'roles',
    sets: ({ identity }) => identity.accounts.roleClaim,
    to: 'roles',
    invalid: [],
  },
  JWT_NEW_USERS: choice('create', ({ identity }) => identity.accounts.createsUsers, true),
  OIDC_ISSUER: {
    valid: 'https://one.example/realm',
    sets: ({ identity }) => identity.signIn?.issuer,
    to: 'https://one.example/realm',
    invalid: [...URLS, 'https://one.example?x=1'],
    beside: OIDC,
  },
  OIDC_CLIENT_ID: {
    valid: 'desk',
    sets: ({ identity }) => identity.signIn?.clientId,
    to: 'desk',
    invalid: [''],
    beside: OIDC,
  },
  OIDC_CLIENT_SECRET: {
    valid: 'a secret',
    sets: ({ identity }) => identity.signIn?.clientSecret,
    to: 'a secret',
    invalid: [],
    beside: OIDC,
    isSecret: true,
  },
  OIDC_SCOPES: {
    valid: 'openid  email',
    sets: ({ identity }) => identity.signIn?.scopes,
    to: 'openid email',
    invalid: ['email profile', ''],
    beside: OIDC,
  },
  OIDC_LABEL: {
    valid: ' Acme ',
    sets: ({ identity }) => identity.signIn?.label,
    to: 'Acme',
    invalid: ['x'.repeat(61)],
    beside: OIDC,
  },
};
