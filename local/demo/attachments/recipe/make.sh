#!/bin/sh
# Makes the three attachments of the fictitious act. Needs chromium, openssl 3 and faketime.
# The keys are made, used once and thrown away: running it again gives other files with other impronte.
set -eu
cd "$(dirname "$0")"
out=$(cd .. && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The company signs on 4 December 2025, before the act; the certificates hold from January 2025.
issued='2025-01-07 09:00:00'
signed='2025-12-04 16:20:00'
chromium=${CHROMIUM:-chromium}

print_pdf() {
  "$chromium" --headless --no-sandbox --disable-gpu --no-pdf-header-footer --allow-file-access-from-files \
    --virtual-time-budget=5000 --print-to-pdf="$2" "file://$PWD/$1" 2>/dev/null
  # The document's own day, in as many bytes as Chromium wrote, so that no offset in the file moves.
  LC_ALL=C sed -i "s/(D:[0-9]\{14\}+00'00')/(D:$3+00'00')/g" "$2"
}

sign() {
  faketime "$signed" openssl cms -sign -binary -nodetach -cades -md sha256 -outform DER \
    -signer "$work/company.pem" -inkey "$work/company.key" -certfile "$work/ca.pem" -in "$1" -out "$2"
}

print_pdf allegato-a.html "$out/allegato-a-lettera-di-invito.pdf" 20251117090000
print_pdf allegato-b.html "$work/b.pdf" 20251204151000
print_pdf allegato-c.html "$work/c.pdf" 20251204151500

faketime "$issued" openssl req -x509 -newkey rsa:3072 -noenc -sha256 -days 7300 \
  -config ca.cnf -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
openssl req -new -newkey rsa:2048 -noenc -sha256 -config ca.cnf -section company \
  -keyout "$work/company.key" -out "$work/company.csr" 2>/dev/null
faketime "$issued" openssl x509 -req -sha256 -days 3650 -in "$work/company.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" \
  -set_serial 0x2706 -extfile ca.cnf -extensions signer -out "$work/company.pem" 2>/dev/null

sign "$work/b.pdf" "$out/allegato-b-offerta-economica.pdf.p7m"
sign "$work/c.pdf" "$out/allegato-c-disciplinare-di-incarico.pdf.p7m"
cp "$work/ca.pem" ca-di-prova.pem

# Every file is read back by another command before it is kept.
for name in allegato-b-offerta-economica allegato-c-disciplinare-di-incarico; do
  openssl cms -verify -binary -inform DER -CAfile ca-di-prova.pem -purpose any -attime 1764864000 \
    -in "$out/$name.pdf.p7m" -out "$work/read.pdf"
  head -c 5 "$work/read.pdf" | grep -q '%PDF-'
done
sha256sum "$out"/*.pdf "$out"/*.p7m
