import { prefixOf, type HeaderFamily } from './header-families.js';

const STANDARD = `func isSigned(headers http.Header, body []byte) bool {
	id, timestamp := headers.Get("webhook-id"), headers.Get("webhook-timestamp")
	if !isRecent(timestamp) {
		return false
	}
	// Standard Webhooks: the key is what stands after whsec_, decoded.
	key := []byte(secret)
	if strings.HasPrefix(secret, "whsec_") {
		key, _ = base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := []byte("v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	for _, part := range strings.Split(headers.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(part), expected) {
			return true
		}
	}
	return false
}`;

/** The other families: the secret's own characters are the key, and the signature is in hexadecimal. */
function hexCheck(family: HeaderFamily): string {
  return `func isSigned(headers http.Header, body []byte) bool {
	timestamp := headers.Get("${prefixOf(family)}-timestamp")
	if !isRecent(timestamp) {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(timestamp${family === 'x-webhook' ? ' + "."' : ''}))
	mac.Write(body)
	expected := []byte(${family === 'x-webhook' ? '' : '"sha256=" + '}hex.EncodeToString(mac.Sum(nil)))
	// While a secret is being changed, the second header has the signature by the one before.
	for _, name := range []string{"${prefixOf(family)}-signature", "${prefixOf(family)}-signature-previous"} {
		if hmac.Equal([]byte(headers.Get(name)), expected) {
			return true
		}
	}
	return false
}`;
}

export function goReceiver(family: HeaderFamily): string {
  const check = family === 'standard' ? STANDARD : hexCheck(family);
  const isStandard = family === 'standard';
  return `package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/${isStandard ? 'base64' : 'hex'}"
	"fmt"
	"io"
	"log"
	"math"
	"net/http"
	"os"
	"strconv"
${isStandard ? '\t"strings"\n' : ''}	"time"
)

var secret = os.Getenv("WEBHOOK_SECRET")

func isRecent(timestamp string) bool {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	return err == nil && math.Abs(float64(time.Now().Unix()-seconds)) <= 300
}

${check}

func receive(response http.ResponseWriter, request *http.Request) {
	// The bytes as they came: no parser before the check.
	body, err := io.ReadAll(request.Body)
	if err != nil || !isSigned(request.Header, body) {
		response.WriteHeader(http.StatusUnauthorized)
		return
	}
	response.WriteHeader(http.StatusNoContent)
	fmt.Println("verified", request.Header.Get("webhook-id"), string(body))
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:4000", http.HandlerFunc(receive)))
}
`;
}
