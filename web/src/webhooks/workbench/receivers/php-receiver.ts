import type { HeaderFamily } from './header-families.js';

const STANDARD = `function isSigned(string $secret, string $body): bool
{
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    // Standard Webhooks: the key is what stands after whsec_, decoded.
    $key = str_starts_with($secret, 'whsec_') ? base64_decode(substr($secret, 6)) : $secret;
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $part) {
        if (hash_equals($expected, $part)) {
            return true;
        }
    }
    return false;
}`;

/** The other families: the secret's own characters are the key, and the signature is in hexadecimal. */
function hexCheck(family: HeaderFamily): string {
  const name = family === 'x-webhook' ? 'X_WEBHOOK' : 'X_XTSYSTEMS';
  return `function isSigned(string $secret, string $body): bool
{
    $timestamp = $_SERVER['HTTP_${name}_TIMESTAMP'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $expected = ${family === 'x-webhook' ? '' : "'sha256=' . "}hash_hmac('sha256', $timestamp . ${family === 'x-webhook' ? "'.' . " : ''}$body, $secret);
    // While a secret is being changed, the second header has the signature by the one before.
    foreach (['HTTP_${name}_SIGNATURE', 'HTTP_${name}_SIGNATURE_PREVIOUS'] as $header) {
        if (hash_equals($expected, $_SERVER[$header] ?? '')) {
            return true;
        }
    }
    return false;
}`;
}

export function phpReceiver(family: HeaderFamily): string {
  const check = family === 'standard' ? STANDARD : hexCheck(family);
  return `<?php

${check}

// The bytes as they came: no parser before the check.
$body = file_get_contents('php://input');
if (!isSigned(getenv('WEBHOOK_SECRET'), $body)) {
    http_response_code(401);
    exit();
}
http_response_code(204);
error_log('verified ' . $_SERVER['HTTP_WEBHOOK_ID'] . ' ' . $body);
`;
}
