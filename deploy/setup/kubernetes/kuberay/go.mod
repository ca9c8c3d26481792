module muybridge/kuberay

go 1.24.0

require github.com/ray-project/kuberay/ray-operator v1.6.2
