#!/bin/bash
# Inside the unpacked Ceph, with an empty folder as /s3: one monitor, one store, one Object Gateway, all on loopback.
# Ends when the gateway does. HTTP_PORT, TLS_PORT, MON_PORT: free ports. ACCESS_KEY, SECRET_KEY: the one user.
set -euo pipefail
cd /s3
mkdir mon osd run log
exec 2>>log/serve

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout tls.key -out tls.crt 2>>log/openssl

cluster=$(</proc/sys/kernel/random/uuid)
cat >ceph.conf <<CONF
[global]
fsid = $cluster
mon_host = [v2:127.0.0.1:$MON_PORT/0]
mon_initial_members = a
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_msgr1 = false
keyring = /s3/keyring
run_dir = /s3/run
admin_socket = /s3/run/\$name.asok
pid_file = /s3/run/\$name.pid
log_file = /s3/log/\$name.log
crash_dir = /s3/log
log_to_stderr = false
mon_data = /s3/mon
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
mon_data_avail_crit = 1
mon_data_avail_warn = 2
# Without these two every change of a map waits for about a second, and there are ten of them before the first answer.
paxos_propose_interval = 0.05
paxos_min_wait = 0.02
osd_data = /s3/osd
# A sparse file: objects lie on the disk and not in memory, so that memory can be measured.
osd_objectstore = bluestore
bluestore_block_size = 8589934592
bluestore_block_create = true
osd_memory_target = 939524096
osd_crush_update_on_start = false
osd_crush_chooseleaf_type = 0
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_pool_default_pg_autoscale_mode = off
# Debian's default is relative to the folder that the daemon was started in.
osd_class_dir = /usr/lib/x86_64-linux-gnu/rados-classes
osd_class_load_list = *
osd_class_default_list = *
rgw_thread_pool_size = 64
rgw_frontends = beast endpoint=127.0.0.1:$HTTP_PORT ssl_endpoint=127.0.0.1:$TLS_PORT ssl_certificate=/s3/tls.crt ssl_private_key=/s3/tls.key
CONF

key() { ceph-authtool keyring --gen-key "$@" >>log/setup; }
ceph-authtool keyring --create-keyring >>log/setup
key -n mon. --cap mon 'allow *'
key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' --cap mgr 'allow profile osd'

ask() { timeout 60 ceph -c ceph.conf "$@" 2>>log/setup; }
monmaptool --create --fsid "$cluster" --addv a "[v2:127.0.0.1:$MON_PORT]" monmap >>log/setup
ceph-mon -c ceph.conf --mkfs -i a --monmap monmap --keyring keyring
ceph-mon -c ceph.conf -i a -f >>log/mon.out &

osd=$(</proc/sys/kernel/random/uuid)
ask osd new "$osd" 0 >>log/setup
ask auth import -i keyring >>log/setup
ask osd crush add osd.0 1.0 root=default host=localhost >>log/setup
ceph-osd -c ceph.conf -i 0 --mkfs --osd-uuid "$osd" >>log/setup
ceph-osd -c ceph.conf -i 0 -f >>log/osd.out &
for _ in $(seq 300); do
  [[ $(ask osd stat) == *"1 up"* ]] && break
  sleep 0.1
done

timeout 120 radosgw-admin -c ceph.conf user create --uid=prova --display-name=prova \
  --access-key="$ACCESS_KEY" --secret-key="$SECRET_KEY" >>log/setup 2>&1
exec radosgw -c ceph.conf -n client.admin -f --log-file /s3/log/rgw.log >>log/rgw.out
