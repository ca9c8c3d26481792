#!/usr/bin/env bash
# A Kubernetes node of its own for tests: in namespaces for network, mounts and processes, with control groups below one of its own.
set -euo pipefail

usage() {
  cat <<'TEXT'
Runs one Kubernetes node, with its API server, until its standard input ends. Nothing outside can reach it. Needs root.

  node.sh FOLDER BIN IMAGE...   keeps all in FOLDER, which must be empty; BIN has the programs that set-up builds; the images are
                                archives, one of them that of localhost/pause:1. Prints "ready" when pods can be made. Then
                                FOLDER/pid has the process whose namespaces for network and mounts, and for the processes of its
                                children, are the node's; FOLDER/admin.kubeconfig is for kubectl.
TEXT
}

export PATH=$PATH:/usr/sbin:/sbin
mounted=(/var/lib/kubelet /var/lib/cni /var/log)
address=10.200.0.1 # of the node, the API server and the name server

remove_groups() { # all that are empty; a process that has just been killed may be in one for a moment
  local try
  for try in {1..50}; do
    find /sys/fs/cgroup -depth -type d -path "*/$name*" -exec rmdir {} + 2>/dev/null || true
    [[ -n $(find /sys/fs/cgroup -maxdepth 2 -name "$name" -print -quit) ]] || return 0
    sleep 0.1
  done
  echo "node: some control groups $name stay" >&2
}

outside() {
  local group each
  made=() # for the end, where nothing local is left
  # Places to mount over; nothing is written there outside.
  for each in "${mounted[@]}"; do
    if [[ ! -e $each ]]; then
      mkdir -p "$each"
      made+=("$each")
    fi
  done
  for group in /sys/fs/cgroup/*/ /sys/fs/cgroup/; do
    [[ ! -e $group/cgroup.procs ]] || mkdir -p "$group/$name" 2>/dev/null || true
  done
  trap 'remove_groups; for each in "${made[@]}"; do rmdir -- "$each"; done; rm -rf -- "$folder"/{containerd,mounted,kubelet,etcd}' EXIT
  # If this process is killed, the kernel ends all of them.
  unshare --net --mount --pid --fork --kill-child --mount-proc --propagation private bash "$0" @inside "$folder" "$@" <&0 &
  trap 'kill -KILL $!' TERM INT HUP
  printf '%s\n' $! >"$folder/pid"
  wait $!
}

start() { # start NAME PROGRAM...
  local log=$folder/log/$1
  shift
  "$@" >"$log" 2>&1 </dev/null &
}

await() { # await WHAT COMMAND...: until it succeeds
  local what=$1 end=$((SECONDS + 180))
  shift
  until "$@" >/dev/null 2>&1; do
    # Nobody waits any more where the other end of the standard input is closed.
    if ((SECONDS > end)) || { read -r -t 0 && ! read -r -t 1; }; then
      echo "node: no $what in time; the logs are in $folder/log"
      exit 1
    fi
    sleep 0.2
  done
}

make_network() {
  ip link set lo up
  # A node needs an address and a default route; nobody is at the other end.
  ip link add eth0 type veth peer name eth1
  ip link set eth1 up
  ip address add $address/24 dev eth0
  ip link set eth0 up
  ip route add default dev eth0
  echo 1 >/proc/sys/net/ipv4/ip_forward
}

make_mounts() { # what the kubelet and the network plug-in write elsewhere than where they are told to
  local each
  mount -t tmpfs tmpfs /run
  for each in "${mounted[@]}"; do
    mkdir -p "$folder/mounted$each"
    mount --bind "$folder/mounted$each" "$each"
  done
  printf 'nameserver %s\n' "$address" >"$folder/resolv.conf"
}

make_keys() {
  local names each
  cd "$folder/keys"
  names=IP:127.0.0.1,IP:$address,IP:10.96.0.1
  for each in kubernetes kubernetes.default kubernetes.default.svc kubernetes.default.svc.cluster.local; do names+=,DNS:$each; done
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ca.key -out ca.crt -subj /CN=ca
  openssl req -newkey rsa:2048 -nodes -keyout api.key -out api.csr -subj /CN=kube-apiserver
  openssl x509 -req -in api.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out api.crt -extfile <(echo "subjectAltName=$names")
  openssl genrsa -out accounts.key 2048
  : >tokens.csv
  make_access admin admin system:masters
  make_access manager system:kube-controller-manager system:masters
  make_access scheduler system:kube-scheduler ''
  make_access kubelet system:node:node system:nodes
  make_access proxy system:kube-proxy ''
  cd - >/dev/null
}

make_access() { # make_access FILE USER GROUPS
  local token
  token=$(openssl rand -hex 16)
  printf '%s,%s,%s,"%s"\n' "$token" "$2" "$1" "$3" >>tokens.csv
  cat >"$folder/$1.kubeconfig" <<TEXT
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "https://$address:6443", certificate-authority: $folder/keys/ca.crt}}]
users: [{name: u, user: {token: $token}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
TEXT
}

make_settings() {
  mkdir "$folder/plugins"
  cat >"$folder/plugins/pods.conflist" <<TEXT
{"cniVersion": "0.4.0", "name": "pods", "plugins": [
  {"type": "bridge", "bridge": "pods", "isGateway": true, "ipMasq": false, "hairpinMode": true, "ipam": {"type": "host-local",
   "dataDir": "$folder/addresses", "ranges": [[{"subnet": "10.244.0.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
TEXT
  # Without restrict_oom_score_adj no pod starts where root lacks CAP_SYS_RESOURCE.
  cat >"$folder/containerd.toml" <<TEXT
version = 2
root = "$folder/containerd"
state = "/run/containerd"
disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper"]
[grpc]
  address = "/run/containerd/socket"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$folder/plugins"
TEXT
  cat >"$folder/kubelet.yaml" <<TEXT
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
cgroupDriver: cgroupfs
cgroupRoot: /$name
containerRuntimeEndpoint: unix:///run/containerd/socket
clusterDNS: [$address]
clusterDomain: cluster.local
resolvConf: $folder/resolv.conf
failSwapOn: false
evictionHard: {memory.available: 100Mi, nodefs.available: "1%", imagefs.available: "1%"}
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
address: $address
healthzBindAddress: 127.0.0.1
TEXT
  cat >"$folder/Corefile" <<TEXT
.:53 {
  bind $address
  errors
  kubernetes cluster.local {
    kubeconfig $folder/admin.kubeconfig x
    pods insecure
  }
  cache 5
}
TEXT
}

start_control_plane() {
  local store=http://127.0.0.1:2379 keys=$folder/keys
  start etcd "$bin/etcd" --data-dir "$folder/etcd" --unsafe-no-fsync --listen-client-urls $store --advertise-client-urls $store \
    --listen-peer-urls http://127.0.0.1:2380
  start apiserver "$bin/kube-apiserver" --etcd-servers=$store --bind-address=0.0.0.0 --advertise-address=$address --secure-port=6443 \
    --tls-cert-file="$keys/api.crt" --tls-private-key-file="$keys/api.key" --service-cluster-ip-range=10.96.0.0/24 \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$keys/accounts.key" \
    --service-account-signing-key-file="$keys/accounts.key" --token-auth-file="$keys/tokens.csv" --authorization-mode=Node,RBAC \
    --kubelet-preferred-address-types=InternalIP
  await "API server" kubectl get --raw /readyz
  start manager "$bin/kube-controller-manager" --kubeconfig="$folder/manager.kubeconfig" --leader-elect=false \
    --service-account-private-key-file="$keys/accounts.key" --root-ca-file="$keys/ca.crt" --bind-address=127.0.0.1
  start scheduler "$bin/kube-scheduler" --kubeconfig="$folder/scheduler.kubeconfig" --leader-elect=false --bind-address=127.0.0.1
}

start_node() {
  start kubelet "$bin/kubelet" --config="$folder/kubelet.yaml" --kubeconfig="$folder/kubelet.kubeconfig" --root-dir="$folder/kubelet" \
    --node-ip=$address --hostname-override=node --cert-dir="$folder/keys"
  start names "$bin/coredns" -conf "$folder/Corefile"
  start proxy "$bin/kube-proxy" --kubeconfig="$folder/proxy.kubeconfig" --proxy-mode=iptables --cluster-cidr=10.244.0.0/24 \
    --hostname-override=node --healthz-bind-address=127.0.0.1:10256 --metrics-bind-address=127.0.0.1:10249 --conntrack-max-per-core=0
}

kubectl() { "$bin/kubectl" --kubeconfig "$folder/admin.kubeconfig" "$@"; }

is_ready() { kubectl get node node | grep -q ' Ready'; }

inside() {
  local image
  mkdir -p "$folder"/{log,keys,kubelet}
  make_network
  make_mounts
  make_keys 2>"$folder/log/keys"
  make_settings
  start containerd containerd -c "$folder/containerd.toml"
  start_control_plane
  await containerd ctr -a /run/containerd/socket version
  for image; do ctr -a /run/containerd/socket -n k8s.io image import "$image" >>"$folder/log/images" 2>&1; done
  start_node
  await node is_ready
  echo ready
  cat
}

case ${1:-help} in
  help | -h | --help)
    usage
    exit 0
    ;;
  @inside) shift ;;
esac
folder=$1 bin=$2
export MUYBRIDGE_NODE=${MUYBRIDGE_NODE:-muybridge-node-$$}
name=$MUYBRIDGE_NODE # of its control groups
if [[ $$ == 1 ]]; then inside "${@:3}"; else outside "${@:2}"; fi
