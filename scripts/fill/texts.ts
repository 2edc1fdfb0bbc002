import type { Chance } from './chance.js';

export const NAMES = [
  'Ada Okafor',
  'Grace Lindqvist',
  '王小明',
  'محمد الأحمد',
  'Zoë Müller',
  'Łukasz Wiśniewski',
  '佐藤 花子',
  'שירה כהן',
  'Nguyễn Thị Minh Khai',
  'Ólafur Jónsson',
  'Priya Raghunathan-Venkataraman',
  '李娜',
  'فاطمة الزهراء',
  'Joãozinho da Silva e Souza',
  'Дмитрий Соколов',
  'Maximiliane Freifrau von Hohenstein-Wolkenburg zu Oberreichenbach',
  'Siobhán O’Callaghan',
  '김민준',
  'Θεοδώρα Παπαδοπούλου',
  'Bo Ek',
] as const;

export const COMPANIES = [
  'Acme Logistics',
  'Nordwind Energie GmbH',
  '上海贸易有限公司',
  'شركة النخيل للتجارة',
  'Blue Harbor Dental',
  'Café Ø',
  'Contoso Aerospace and Defence Systems International Holding Company Limited',
  'Tiny & Co.',
  'Pão Quente Padarias',
  'Helix Genomics',
] as const;

const THINGS = [
  'The printer on the third floor',
  'The VPN client',
  'Invoice 2026-0413',
  'The meeting room display',
  'My laptop',
  'The payroll export',
  'The customer portal',
  'Our game server in Frankfurt',
  'The badge reader at the north gate',
  'The nightly backup of db-07',
  'Single sign-on for contractors',
  'The webhook to our billing system',
] as const;

const FAULTS = [
  'is on fire 🔥',
  'stopped working after the update',
  'shows yesterday’s data',
  'asks for a password every five minutes',
  'is unbearably slow since Monday',
  'answers with a 502',
  'prints only half of each page',
  'cannot be reached from home',
  'was charged twice',
  'needs a new certificate',
] as const;

const WHOLE_TITLES = [
  'الطابعة لا تعمل منذ صباح اليوم',
  '无法登录公司邮箱，提示证书已过期',
  'プリンターが紙詰まりを起こしています',
  'המדפסת בקומה 3 לא עובדת',
  '🚨🚨 URGENT 🚨🚨 nobody can log in!!!',
  'Re: Re: Re: Fwd: AW: the thing from last week',
  '<script>alert("hello")</script>',
  'Wie kann ich die automatische Abwesenheitsbenachrichtigung während der Elternzeit einrichten?',
  'Please reset my two-factor authentication. I changed phones, the old one is at the bottom of the lake, the recovery codes were on it, and I have to file the quarterly report before noon',
  '?',
  '👩‍👩‍👧‍👦 family plan was billed for one 👤',
  'طلب تغيير كلمة المرور للمستخدم admin@example.com (رقم 4471)',
] as const;

/** 200 characters without a place to break the line. */
export const UNBROKEN_TITLE = `https://reports.example.com/export?token=${'QmFzZTY0'.repeat(20)}`
  .slice(0, 200)
  .padEnd(200, 'x');

export const TAGS = ['printer', 'vpn', 'billing', 'login', 'hardware', 'vip', 'follow-up', 'إلغاء', '紧急'] as const;

const SENTENCES = [
  'I restarted it twice; nothing changed.',
  'It works for my colleague next door, so it cannot be the network.',
  'Could you look at the log of 09:14? That is when it began.',
  'Thanks, that did it! 🎉',
  'Still the same after clearing the cache.',
  'We rolled back to 4.2.1 and are watching it.',
  'Is there any news? Our month ends on Friday.',
  'I attached a screenshot of the message.',
  'يرجى التحقق من الإعدادات، المشكلة ما زالت موجودة.',
  '我们已经重启了服务器，请再试一次。',
  'This affects about forty people in two offices.',
  'The certificate was renewed at noon and the chain is complete again.',
] as const;

const CODE = `\`\`\`ts
export async function retry<T>(work: () => Promise<T>, attempts = 5, waitMs = 250): Promise<T> { for (let attempt = 1; ; attempt += 1) { try { return await work(); } catch (error) { if (attempt >= attempts) throw error; } } }

const response = await fetch('https://api.example.com/v1/customers/9f1c0d5e-2f7a-4d31-8a55-6a2b8f1f0a77/invoices?from=2026-01-01&to=2026-12-31');
\`\`\``;

const TRACE = `    at Object.connect (node:net:1263:17)
    at TLSSocket.connect (/srv/app/node_modules/very-long-package-name/dist/internal/connection/establish-secure-connection.js:418:23)
Error: self-signed certificate in certificate chain`;

export function titleOf(chance: Chance, number: number): string {
  if (number % 500 === 7) return UNBROKEN_TITLE;
  if (chance.happens(0.12)) return chance.among(WHOLE_TITLES);
  return `${chance.among(THINGS)} ${chance.among(FAULTS)}`;
}

export function commentOf(chance: Chance): string {
  if (chance.happens(0.02)) return CODE;
  if (chance.happens(0.02)) return TRACE;
  if (chance.happens(0.01)) return UNBROKEN_TITLE;
  return Array.from({ length: chance.int(1, 4) }, () => chance.among(SENTENCES)).join(' ');
}

export function articleOf(title: string): string {
  return `## ${title}

1. Open **Settings**, then *Devices*.
2. Choose the device and select \`Repair\`.

| Model | Firmware | Known faults |
|---|---|---|
| LaserJet 4 | 2.1 | Prints half of each page |
| A-model-with-a-name-that-does-not-end-where-you-would-expect | 1.0.0-rc.20261126 | None |

${CODE}

> ${SENTENCES[0]}
`;
}
