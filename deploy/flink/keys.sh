# A key for Flink's processes and clients, by which they know each other: they answer nobody else. Read by programs.
# shellcheck shell=bash

make_key() { # make_key FILE PASSWORD_FILE LOG: makes both, for their owner alone
  local keytool=keytool
  [[ -n ${JAVA_HOME:-} ]] && keytool=$JAVA_HOME/bin/keytool
  (
    umask 077
    python3 -I -c 'import secrets; print(secrets.token_hex(32))' >"$2"
    "$keytool" -genkeypair -alias flink -keyalg EC -groupname secp256r1 -dname CN=muybridge -ext san=dns:localhost,ip:127.0.0.1 \
      -startdate -1d -validity 3650 -storetype PKCS12 -keystore "$1" -storepass:file "$2" >"$3" 2>&1
  )
}

print_key_settings() { # print_key_settings FILE PASSWORD_FILE: Flink's settings; FILE is quoted as YAML wants it
  local password
  read -r password <"$2"
  cat <<YAML
security.ssl.internal.enabled: true
security.ssl.rest.enabled: true
security.ssl.rest.authentication-enabled: true
security.ssl.protocol: TLSv1.3
security.ssl.algorithms: TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256
security.ssl.keystore: $1
security.ssl.keystore-password: $password
security.ssl.key-password: $password
security.ssl.truststore: $1
security.ssl.truststore-password: $password
YAML
}
